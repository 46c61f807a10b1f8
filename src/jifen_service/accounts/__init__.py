"""Who (人与单位): people, employers, district centres, roles with dates, sign-in."""
