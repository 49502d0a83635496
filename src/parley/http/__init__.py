"""HTTP as a transport: who asks, whether the request may come from where it comes from, what an error looks like, what every answer carries.

It knows no domain's rules and mounts no route by itself: `main` hands the routes to `create_app`.
"""
