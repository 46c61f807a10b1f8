import django.db.models.deletion
from django.db import migrations, models

import jifen_service.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("casework", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="case",
            name="confirmed",
            field=jifen_service.vault.fields.EncryptedJSONField(null=True),
        ),
        migrations.AddField(
            model_name="check",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.AddField(
            model_name="material",
            name="version",
            field=models.PositiveIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="Amendment",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("place", models.CharField(max_length=128)),
                ("before", jifen_service.vault.fields.EncryptedJSONField(null=True)),
                ("value", jifen_service.vault.fields.EncryptedJSONField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendments",
                        to="casework.case",
                    ),
                ),
                (
                    "event",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="amendment",
                        to="casework.event",
                    ),
                ),
            ],
        ),
    ]
