// Answers every request with its path.
import { createServer } from 'node:http'

const server = createServer((request, response) => response.end(`ok ${request.url}\n`))
server.listen(8080, () => console.log('listening'))
