from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("casework", "0005_count_by_state")]

    operations = [
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                fields=["state", "filed_at", "decided_at", "accepted_at", "due_on", "kind"],
                name="case_figures",
            ),
        ),
    ]
