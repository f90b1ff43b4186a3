root=$work/busybox
new_root "$root"
mkdir "$root/www"
echo ok >"$root/www/index.html"
import_image "$root" local/busybox:1 'ENV PATH=/bin' 'EXPOSE 8080' 'CMD ["busybox", "httpd", "-f", "-v", "-p", "8080", "-h", "/www"]'
