// Express as its guide begins.
const express = require('express');
const store = require('./store');

const app = express();
app.use(express.json());

app.get('/api/lists/:id/items', (request, response) => {
  if (!store.hasList(request.params.id)) return response.status(404).json({ title: 'Not found' });
  response.json(store.getItems(request.params.id, Number(request.query.limit ?? 50), Number(request.query.cursor ?? 0)));
});

app.post('/api/lists/:id/items', (request, response) => {
  const name = request.body?.name;
  if (typeof name !== 'string' || name.length < 1 || name.length > 200) return response.status(400).json({ title: 'Wrong name' });
  if (!store.hasList(request.params.id)) return response.status(404).json({ title: 'Not found' });
  response.status(201).json(store.addItem(request.params.id, request.body));
});

app.listen(Number(process.env.PORT), '127.0.0.1');
