"""The front of employers' agents (单位人事专员): registration, people, cases, spreadsheets."""
