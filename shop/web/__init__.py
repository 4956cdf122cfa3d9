"""DOOR: pages and files for shoppers' browsers and for crawlers: payment links, pictures, product feeds."""
