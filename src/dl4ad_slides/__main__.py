"""Run the command line: `python -m dl4ad_slides`."""

from dl4ad_slides.cli import main

main()
