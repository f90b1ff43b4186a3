programs=/usr/lib/postgresql/15
shared=/usr/share/postgresql/15
root=$work/postgres
new_root "$root"
add_program "$root" $programs/bin/{postgres,initdb,psql,pg_isready} $programs/lib/{plpgsql,dict_snowball}.so
cp -n "$work/packages$programs"/lib/{utf8_and,latin,pgcrypto,pg_stat}*.so "$root$programs/lib/"
mkdir -p "$root$shared" "$root/data" "$root/var/run/postgresql" "$root/usr/share/zoneinfo/Etc"
cp -r "$work/packages$shared/." "$root$shared"
rm -rf "$root$shared/man"
for zone in UTC GMT Etc/UTC; do cp "$work/packages/usr/share/zoneinfo/$zone" "$root/usr/share/zoneinfo/$zone"; done
install -m 755 postgres-entrypoint.sh "$root/bin/docker-entrypoint.sh"
chown 999:999 "$root/data"
chmod 1777 "$root/var/run/postgresql"
import_image "$root" local/postgres-draft:15 "ENV PATH=$programs/bin:/bin" 'ENV PGDATA=/data/pg' 'ENV LANG=C.UTF-8' 'USER 999:999'

# The cluster is made once, in a container, and kept in the image: a start then takes half a second instead of ten.
docker create --name vitest-slo-draft -e POSTGRES_USER=test -e POSTGRES_PASSWORD=test -e POSTGRES_DB=test \
  local/postgres-draft:15 docker-entrypoint.sh make-cluster >/dev/null
docker start -a vitest-slo-draft >"$work/cluster.log" 2>&1 || { cat "$work/cluster.log" >&2; exit 1; }
docker commit -c "LABEL content=$content" -c 'EXPOSE 5432' \
  -c 'ENTRYPOINT ["docker-entrypoint.sh"]' -c 'CMD ["postgres"]' vitest-slo-draft local/postgres:15 >/dev/null
docker rm vitest-slo-draft >/dev/null
docker rmi local/postgres-draft:15 >/dev/null
