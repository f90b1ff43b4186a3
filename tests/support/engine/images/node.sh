root=$work/node
new_root "$root"
mkdir "$root/app"
add_program "$root" "$node"
ln -sf "$node" "$root/bin/node"
cp http-service.mjs "$root/app/"
import_image "$root" local/node:20 'ENV PATH=/bin' 'USER 999:999' 'EXPOSE 8080' \
  'HEALTHCHECK --interval=1s CMD wget -q -O /dev/null http://127.0.0.1:8080/' 'CMD ["node", "/app/http-service.mjs"]'
