root=$work/redis
new_root "$root"
mkdir "$root/data"
# Debian has one binary for the server and its tools: it looks at the name that it is called by.
add_program "$root" /usr/bin/redis-check-rdb /usr/bin/redis-cli
mv "$root/usr/bin/redis-check-rdb" "$root/usr/bin/redis-server"
chown 999:999 "$root/data"
import_image "$root" local/redis:7 'ENV PATH=/usr/bin:/bin' 'WORKDIR /data' 'USER 999:999' 'EXPOSE 6379' \
  'CMD ["redis-server", "--protected-mode", "no", "--save", ""]'
