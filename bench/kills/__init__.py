"""Nothing acknowledged is lost and nothing is doubled, whatever is killed and whenever.

People send and listen as the real client does (resend with the same `client_id` until acknowledged, catch up by `seq`) while the server, its
database, single connections to the database or the network between are killed at random. Then everything is compared with the raw log.
"""
