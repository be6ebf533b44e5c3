-- Run once as the cluster's superuser. Choose other passwords.
-- wushe_owner owns the tables and migrates; wushe_app runs the site and owns nothing.
CREATE ROLE wushe_owner LOGIN PASSWORD 'change-me' NOSUPERUSER NOBYPASSRLS;
CREATE ROLE wushe_app LOGIN PASSWORD 'change-me-too' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
-- A refused statement and the row it was about hold names: neither belongs in the server's log.
ALTER ROLE wushe_owner SET log_min_error_statement = 'panic';
ALTER ROLE wushe_owner SET log_error_verbosity = 'terse';
ALTER ROLE wushe_app SET log_min_error_statement = 'panic';
ALTER ROLE wushe_app SET log_error_verbosity = 'terse';
-- C.UTF-8: with the plain C locale Chinese text would silently not be indexed by pg_trgm.
CREATE DATABASE wushe OWNER wushe_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
\connect wushe
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
CREATE EXTENSION btree_gin;
-- `@@` tells nothing of a row it refuses: said so, the index of words serves below row level security.
ALTER FUNCTION pg_catalog.ts_match_vq(tsvector, tsquery) LEAKPROOF;
ALTER SCHEMA public OWNER TO wushe_owner;
