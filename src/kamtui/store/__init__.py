"""The database: tables, the write path, the read path, migrations, backups."""
