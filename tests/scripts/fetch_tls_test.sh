#!/usr/bin/env bash
# Downloads over https: fetch_tls_test.sh BACH
# From a server on this machine whose certificate an authority of our own signed: who trusts that gets
# the bytes, who does not gets none, and a redirect to plain http is not followed.
set -u
bach=$1
if ! command -v openssl >/dev/null || ! command -v python3 >/dev/null; then
  echo 'no openssl or python3 here'
  exit 77
fi
work=$(mktemp -d) || exit 1
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf -- "$work"' EXIT
cd -- "$work" || exit 1
export no_proxy=127.0.0.1
failed=0
fail() {
  echo "FAILED: $*"
  failed=1
}

{
  openssl req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 2 -subj '/CN=A test' &&
    openssl req -newkey rsa:2048 -nodes -keyout key.pem -out request.pem -subj '/CN=127.0.0.1' &&
    printf 'subjectAltName=IP:127.0.0.1\n' >names &&
    openssl x509 -req -in request.pem -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 \
      -extfile names -out certificate.pem
} >made 2>&1 || {
  cat made
  exit 1
}
cat >server.py <<'PYTHON'
import http.server, ssl, sys

class Handler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path.startswith("/away/"):
            self.send_response(302)
            self.send_header("Location", "http://127.0.0.1:1/" + self.path[6:])
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self.send_response(200)
        self.send_header("Content-Length", "5")
        self.end_headers()
        self.wfile.write(b"wrong")

    def log_message(self, *_):
        pass

server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
context.load_cert_chain("certificate.pem", "key.pem")
server.socket = context.wrap_socket(server.socket, server_side=True)
with open("port.new", "w") as port:
    port.write(str(server.server_address[1]))
import os
os.rename("port.new", "port")
server.serve_forever()
PYTHON
python3 server.py &
server=$!
for _ in $(seq 200); do
  [ -s port ] && break
  sleep 0.05
done
[ -s port ] || { echo 'the server does not start'; exit 1; }
url=https://127.0.0.1:$(cat port)/

# The bytes came, and are not those of the movement.
"$bach" fetch --base-url "$url" --certificates ca.pem m >said 2>&1
[ $? = 1 ] || fail 'wrong content is a failure'
grep -q 'cs1-1pre.mid: what came (5 bytes) is not the file' said || fail "no connection: $(head -n 1 said)"
[ -z "$(ls m)" ] || fail "something was kept: $(ls m)"

"$bach" fetch --base-url "$url" m >said 2>&1
[ $? = 1 ] || fail 'a certificate nobody knows is a failure'
grep -qi 'certificate' said || fail "the certificate is not named: $(head -n 1 said)"
! grep -q 'bytes) is not the file' said || fail 'a certificate nobody knows was trusted'

"$bach" fetch --base-url "${url}away/" --certificates ca.pem m >said 2>&1
[ $? = 1 ] || fail 'a redirect to http is a failure'
grep -qi 'protocol' said || fail "the redirect was followed: $(head -n 1 said)"

[ $failed = 0 ] && echo 'https is what it should be'
exit $failed
