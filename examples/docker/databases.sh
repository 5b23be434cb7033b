#!/bin/sh
# Makes a user with a database of its own for n8n and for Zgoda, when the server is new.
set -eu
for name in n8n zgoda; do
  case $name in
    n8n) password=$N8N_DATABASE_PASSWORD ;;
    zgoda) password=$ZGODA_DATABASE_PASSWORD ;;
  esac
  psql --username postgres --set ON_ERROR_STOP=1 --set name="$name" --set password="$password" <<'SQL'
CREATE USER :"name" PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
SQL
done
