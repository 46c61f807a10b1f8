"""`{% load callbacks %}`: a name of which the surname alone is shown."""

from django import template

from jifen_service.vault.mask import mask_name

register = template.Library()
register.filter("name_masked", mask_name)
