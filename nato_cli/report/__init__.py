"""The page to share: one HTML file that holds all it shows and asks for nothing."""

from nato_cli.report.page import page as page
