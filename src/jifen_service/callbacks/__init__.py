"""Call-backs (咨询预约): somebody leaves a number, an adviser calls, and by rule all of it goes."""
