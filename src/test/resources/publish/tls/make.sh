#!/bin/sh
# Makes the certificates of this folder anew: sh make.sh
set -e
cd "$(dirname "$0")"
days=36500
authority() { # NAME
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days $days \
    -subj "/CN=Reclass test $1" -keyout "$1.tmp" -out "$1.pem"
}
issue() { # NAME SAN KEY-OPTIONS...
  name=$1 san=$2
  shift 2
  openssl req -new "$@" -nodes -subj "/CN=$name" -keyout "$name.key" -out "$name.csr"
  printf 'subjectAltName=%s\n' "$san" >"$name.ext"
  openssl x509 -req -in "$name.csr" -CA ca.pem -CAkey ca.tmp -CAcreateserial -days $days \
    -extfile "$name.ext" -out "$name.pem"
}
ec="-newkey ec -pkeyopt ec_paramgen_curve:P-256"
authority ca
authority stranger
issue server DNS:localhost,IP:127.0.0.1 $ec
issue elsewhere DNS:elsewhere.example $ec
issue client DNS:client $ec
issue client-rsa DNS:client-rsa -newkey rsa:2048
issue client-ed25519 DNS:client-ed25519 -newkey ed25519
openssl ec -in client.key -out client-sec1.key
openssl rsa -in client-rsa.key -traditional -out client-rsa-pkcs1.key
openssl pkey -in client.key -aes256 -passout pass:secret -out client-encrypted.key
rm -f ./*.tmp ./*.csr ./*.ext ./*.srl
