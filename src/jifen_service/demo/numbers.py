"""Numbers of people who do not exist (虚构号码): right check digits, beginnings that belong to nobody."""

from datetime import date

from jifen_service.accounts.credit_codes import code_check_character
from jifen_service.casework.identity import id_check_character

# No province has 99: no such ID number was ever given out.
_NOWHERE = "990000"
# 154 was never given to a network.
_NO_NETWORK = "154"
_CENTRE_OF_EMPLOYERS = "91310"


def id_number(born: date, serial: int, *, woman: bool) -> str:
    """A citizen's number (18 characters) of a birth date; the order digit tells the sex, as everywhere."""
    head = f"{_NOWHERE}{born:%Y%m%d}{serial * 2 + (not woman):03}"
    return head + id_check_character(head)


def phone(serial: int) -> str:
    """A mobile number of no network."""
    return f"{_NO_NETWORK}{serial:08}"


def permit_number(serial: int) -> str:
    """A number such as a residence permit carries."""
    return f"{_NOWHERE}{serial:012}"


def credit_code(serial: int) -> str:
    """A unified social credit code with its check character; a district 999 does not exist."""
    head = f"{_CENTRE_OF_EMPLOYERS}999MADEM{serial:04}"
    return head + code_check_character(head)
