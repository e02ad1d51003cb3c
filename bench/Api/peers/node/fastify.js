// Fastify with schemas, from which it makes its validation and its serialisation.
const app = require('fastify')();
const store = require('./store');

const text = { type: ['string', 'null'], maxLength: 2000 };
const input = {
  type: 'object',
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 200 }, note: text, url: text, price: { type: ['number', 'null'] }, currency: text,
    quantity: { type: 'integer', minimum: 1, maximum: 999 },
  },
};
const item = {
  type: 'object',
  properties: { id: { type: 'string' }, listId: { type: 'string' }, ...input.properties, createdAt: { type: 'integer' } },
};
const page = { type: 'object', properties: { items: { type: 'array', items: item }, next: { type: ['integer', 'null'] } } };
const query = { type: 'object', properties: { limit: { type: 'integer', default: 50 }, cursor: { type: 'integer', default: 0 } } };

app.get('/api/lists/:id/items', { schema: { querystring: query, response: { 200: page } } }, async (request, reply) =>
  store.hasList(request.params.id) ? store.getItems(request.params.id, request.query.limit, request.query.cursor) : reply.code(404).send({ title: 'Not found' }));

app.post('/api/lists/:id/items', { schema: { body: input, response: { 201: item } } }, async (request, reply) =>
  store.hasList(request.params.id) ? reply.code(201).send(store.addItem(request.params.id, request.body)) : reply.code(404).send({ title: 'Not found' }));

app.listen({ port: Number(process.env.PORT), host: '127.0.0.1' });
