"""affiche: personas and customer journeys in, an intranet site and wall posters out."""

__version__ = "0.1.0"
