// A Wechaty gateway for one account: the puppet named by PUPPET, spoken to by who has the token.
// It announces itself nowhere (the ready-made image registers each token at a public host).
//   PUPPET=wechaty-puppet-xyz TOKEN_FILE=/run/secrets/gateway_token node gateway.mjs
// PUPPET_TOKEN_FILE: the puppet's own token, if its maker gives one. PORT and HOST: where to listen.
// CERTIFICATE_FILE and KEY_FILE (PEM): speak TLS; without them only on a network that is nobody else's.
import { readFileSync } from 'node:fs'
import { PuppetServer } from 'wechaty-puppet-service'

const { PUPPET, TOKEN_FILE, PUPPET_TOKEN_FILE, CERTIFICATE_FILE, KEY_FILE, PORT = '8788', HOST = '127.0.0.1' } = process.env
const say = line => process.stderr.write(JSON.stringify({ at: new Date().toISOString(), ...line }) + '\n')
const read = path => readFileSync(path, 'utf8').trim()
const giveUp = why => { say({ event: 'stopped', why }); process.exit(1) }

if (!PUPPET || !TOKEN_FILE) giveUp('set PUPPET and TOKEN_FILE')
const token = read(TOKEN_FILE)
if (token.length < 20) giveUp(`${TOKEN_FILE} must hold a token of 20 characters or more`)

const made = await import(PUPPET)
const Puppet = made.default?.default ?? made.default ?? Object.values(made).find(each => /^Puppet/.test(each?.name))
const puppet = new Puppet(PUPPET_TOKEN_FILE ? { token: read(PUPPET_TOKEN_FILE) } : {})

// A login is confirmed by scanning this with the account's telephone. No message is ever written here.
puppet.on('scan', ({ qrcode, status }) => say({ event: 'scan', status, qrcode }))
puppet.on('login', () => say({ event: 'login' }))
puppet.on('logout', () => say({ event: 'logout' }))
puppet.on('error', error => say({ event: 'error', error: error?.gerror ? 'of the puppet' : String(error?.name ?? 'unknown') }))

const tls = CERTIFICATE_FILE && KEY_FILE
  ? { serverCert: read(CERTIFICATE_FILE), serverKey: read(KEY_FILE) }
  : { disable: true }
const server = new PuppetServer({ endpoint: `${HOST}:${PORT}`, puppet, token, tls })
await server.start()
say({ event: 'ready', puppet: PUPPET, host: HOST, port: Number(PORT), tls: !tls.disable })
const leave = () => {
  setTimeout(() => process.exit(0), 5000) // a stream that stays open must not hold the container
  server.stop().finally(() => process.exit(0))
}
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, leave)
