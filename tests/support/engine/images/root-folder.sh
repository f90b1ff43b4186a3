# Steps that the images have in common. Small root folders are put together out of unpacked packages; this machine is not changed.
# `work`, `content` and `node` are set by images.sh.

# fetch_packages PACKAGE...: downloads and unpacks them with those of their dependencies that this machine lacks.
fetch_packages() {
  mkdir -p "$work/archives/partial" "$work/packages"
  chmod 755 "$work"
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends --download-only --reinstall -o APT::Sandbox::User=root \
    -o Dir::Cache::archives="$work/archives" "$@" >/dev/null
  local archive
  for archive in "$work"/archives/*.deb; do dpkg -x "$archive" "$work/packages"; done
}

# new_root ROOT: a shell with its tools, two users, and the folders that every program expects.
new_root() {
  local root=$1 tool
  mkdir -p "$root"/{bin,etc,tmp,proc,sys,dev}
  chmod 1777 "$root/tmp"
  add_program "$root" /bin/busybox
  for tool in $("$root/bin/busybox" --list); do [ "$tool" = busybox ] || ln -sf busybox "$root/bin/$tool"; done
  printf 'root:x:0:0::/:/bin/sh\napp:x:999:999::/data:/bin/sh\n' >"$root/etc/passwd"
  printf 'root:x:0:\napp:x:999:\n' >"$root/etc/group"
}

# add_program ROOT FILE...: copies files of the packages, or of this machine, with every library that they are linked to.
add_program() {
  local root=$1 file source library
  shift
  for file in "$@"; do
    source=$work/packages$file
    [ -e "$source" ] || source=$file
    install -D "$(readlink -f "$source")" "$root$file"
    for library in $(libraries_of "$source"); do
      [ -e "$root${library#"$work/packages"}" ] || install -D "$(readlink -f "$library")" "$root${library#"$work/packages"}"
    done
  done
}

libraries_of() {
  local machine
  machine=$(uname -m)-linux-gnu
  LD_LIBRARY_PATH=$work/packages/usr/lib/$machine:$work/packages/lib/$machine ldd "$1" 2>/dev/null |
    grep -oE '/[^ ]+\.so[^ ]*' | sort -u || true
}

# import_image ROOT NAME INSTRUCTION...: makes the image.
import_image() {
  local root=$1 name=$2 changes=() change
  shift 2
  for change in "LABEL content=$content" "$@"; do changes+=(-c "$change"); done
  tar -C "$root" -c . | docker import "${changes[@]}" - "$name" >/dev/null
}

# derive_image BASE NAME FILE INSTRUCTION...: an image with one more file in /app.
derive_image() {
  local base=$1 name=$2 file=$3 changes=() change
  shift 3
  for change in "LABEL content=$content" "$@"; do changes+=(-c "$change"); done
  docker create --name vitest-slo-draft "$base" >/dev/null
  docker cp "$file" vitest-slo-draft:/app/ >/dev/null
  docker commit "${changes[@]}" vitest-slo-draft "$name" >/dev/null
  docker rm vitest-slo-draft >/dev/null
}
