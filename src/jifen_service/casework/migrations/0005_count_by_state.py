from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_centre_changes"),
        ("casework", "0004_proposed_by_the_platform"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(filed_at__isnull=False),
                fields=["centre", "state", "applicant"],
                name="case_count",
            ),
        ),
    ]
