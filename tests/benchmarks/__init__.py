"""How long the everyday things take, each beside the least they could take: `python packaging/dev.py bench`."""
