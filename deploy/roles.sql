-- Run once as the cluster's superuser. Choose other passwords.
-- wushe_owner owns the tables and migrates; wushe_app runs the site and owns nothing.
CREATE ROLE wushe_owner LOGIN PASSWORD 'change-me' NOSUPERUSER NOBYPASSRLS;
CREATE ROLE wushe_app LOGIN PASSWORD 'change-me-too' NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE;
-- C.UTF-8: with the plain C locale Chinese text would silently not be indexed by pg_trgm.
CREATE DATABASE wushe OWNER wushe_owner TEMPLATE template0 ENCODING 'UTF8' LOCALE 'C.UTF-8';
\connect wushe
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
CREATE EXTENSION btree_gin;
ALTER SCHEMA public OWNER TO wushe_owner;
