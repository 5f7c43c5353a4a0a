// A real Wechaty gateway over a mock WeChat. Orders come in as JSON lines on standard input; what the
// bot did goes out as JSON lines on standard output. It ends when standard input ends.
//   node gateway.mjs PORT TOKEN [tls]
import { createHash } from 'node:crypto'
import { createInterface } from 'node:readline'
import { FileBox } from 'file-box'
import { mock, PuppetMock } from 'wechaty-puppet-mock'
import { PuppetServer } from 'wechaty-puppet-service'

const [port, token, tls] = process.argv.slice(2)
const print = line => process.stdout.write(JSON.stringify(line) + '\n')
const kept = { friendship: new Map(), invitation: new Map(), link: new Map() } // payloads the mock does not keep

class Gateway extends PuppetMock {
  async messageSendText (to, text, mentions) {
    print({ said: { to, text, mentions: mentions ?? [] } })
    return super.messageSendText(to, text)
  }

  async messageSendFile (to, box) {
    const bytes = await box.toBuffer()
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    print({ said: { to, file: box.name, type: box.mediaType, size: bytes.length, sha256 } })
    return super.messageSendFile(to, box)
  }

  async messageSendUrl (to, link) {
    print({ said: { to, link } })
    const place = to.includes('@') ? { roomId: to } : { listenerId: to }
    orders.message({ talkerId: account, ...place, type: 14, text: '<xml/>', link }) // the echo
  }

  async messageUrl (id) { return kept.link.get(id) }
  async messageRecall (id) { print({ recalled: id }); return id !== 'too-late' }
  async friendshipRawPayload (id) { return kept.friendship.get(id) }
  async friendshipAccept (id) { print({ accepted: id }) }
  async roomInvitationRawPayload (id) { return kept.invitation.get(id) }
  async roomInvitationAccept (id) { print({ accepted: id }) }
}

const mocker = new mock.Mocker()
const puppet = new Gateway({ mocker })
let account // who logs in whenever a client starts the gateway
const login = () => { if (account && !puppet.isLoggedIn) puppet.login(account) }
mocker.use(() => { login(); return () => {} })

let count = 0
const orders = {
  contact: payload => { mocker.createContact(payload) },
  room: payload => { mocker.createRoom(payload) },
  login: ({ id }) => { account = id; if (puppet.state.active() === true) login() },
  logout: () => puppet.logout('logged out by the test'),
  // Any message payload: talkerId, roomId or listenerId, text, type (7 is text), mentionIdList, id.
  message: ({ file, link, ...payload }) => {
    const message = { id: `message-${++count}`, timestamp: Date.now(), type: 7, ...payload }
    if (link) kept.link.set(message.id, link)
    if (file) mocker.cacheFileBoxPayload.set(message.id, FileBox.fromBase64(file.base64, file.name).toJSON())
    mocker.MessageMock.create(message)
    puppet.emit('message', { messageId: message.id })
  },
  burst: ({ messages }) => { for (const payload of messages) orders.message(payload) }, // all at once
  keep: ({ kind, ...payload }) => { kept[kind].set(payload.id, payload) },
  event: ({ name, payload }) => { puppet.emit(name, payload) }, // any event, well formed or not
  members: ({ room, ids }) => { mocker.roomPayload(room).memberIdList.splice(0, Infinity, ...ids) },
  mute: () => { puppet.removeAllListeners('dong'); puppet.removeAllListeners('message') }, // deaf, yet alive
  quit: () => process.exit(0),
}

puppet.on('error', () => {}) // Node ends a process whose `error` event nobody hears
await new PuppetServer({ endpoint: `127.0.0.1:${port}`, puppet, token, tls: { disable: tls !== 'tls' } }).start()
print({ ready: Number(port) })

createInterface({ input: process.stdin }).on('line', async line => {
  const { order, ...rest } = JSON.parse(line)
  try {
    await orders[order](rest)
    print({ done: order })
  } catch (error) {
    print({ failed: order, why: String(error) })
  }
}).on('close', () => process.exit(0))
