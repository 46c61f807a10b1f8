"""Masks show enough to recognise and too little to use."""

from jifen_service.vault.mask import mask_id_number, mask_name, mask_phone


def test_masks():
    assert mask_id_number("310101199001011234") == "3101**********1234"
    assert mask_phone("13812345678") == "138****5678"
    assert mask_name("张小明") == "张**"


def test_what_is_too_short_shows_nothing():
    assert mask_id_number("31011234") == "********"
    assert mask_phone("1381234") == "*******"
    assert mask_name("") == ""
