# shellcheck shell=bash
# Packs gathered folders so that the same files give the same bytes. Sourced by tools/dist.

pack_tarball() {  # folder
  set_times "$1"
  tar --create --directory "$(dirname "$1")" --format gnu --sort name --owner root:0 \
    --group root:0 --numeric-owner --mode u=rwX,go=rX "$(basename "$1")" |
    gzip --no-name >"$DIST/$(basename "$1")-linux-amd64.tar.gz"
}

# Compressed by zstd, which takes seconds and which dpkg of Debian 12 reads; by one thread, as more
# of them give other bytes.
pack_package() {  # folder
  mkdir "$1/DEBIAN"
  write_control "$1"
  install -m 755 tools/dist.d/debian/{postinst,prerm,postrm} "$1/DEBIAN/"
  echo /etc/telltale/telltale.yaml >"$1/DEBIAN/conffiles"
  (cd "$1" && find . -type f ! -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum) \
    >"$1/DEBIAN/md5sums"
  chmod -R u=rwX,go=rX "$1"
  set_times "$1"
  dpkg-deb --root-owner-group -Zzstd -z12 --threads-max=1 --build "$1" "$DIST" >/dev/null
}

set_times() {  # folder
  find "$1" -exec touch --no-dereference --date "@$SOURCE_DATE_EPOCH" {} +
}

write_control() {  # folder
  local depends kilobytes
  depends=$(depends_of "$1")
  kilobytes=$(du -sk --apparent-size --exclude DEBIAN "$1" | cut -f 1)
  sed -e "s/@VERSION@/$VERSION/" -e "s/@KILOBYTES@/$kilobytes/" -e "s/@DEPENDS@/$depends/" \
    tools/dist.d/debian/control >"$1/DEBIAN/control"
}

# The packages whose libraries are loaded, each with the version that first has all symbols used.
depends_of() {  # folder
  local said scratch=$1.shlibdeps
  mkdir -p "$scratch/debian"
  printf 'Source: telltale\n\nPackage: telltale\nArchitecture: amd64\n' >"$scratch/debian/control"
  said=$(
    cd "$scratch" &&
      dpkg-shlibdeps -O --ignore-missing-info -l"$1/usr/lib/telltale/lib" -S"$1" \
        "$1/usr/lib/telltale/bin/telltale" "$1"/usr/lib/telltale/lib/*.so*
  )
  rm -rf "$scratch"
  sed -n 's/^shlibs:Depends=//p' <<<"$said" | grep .
}
