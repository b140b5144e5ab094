"""Where articles are published: addresses, feeds and sitemaps, fetched with care."""
