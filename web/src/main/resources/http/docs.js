// Shows /openapi.json as a page: calls by tag, each with its parameters, body and answer.
const element = (name, text, ...children) => {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  made.append(...children);
  return made;
};

const call = (path, method, operation) => {
  const verb = element('code', method);
  verb.className = 'method';
  const note = element('p', operation.description ?? 'No key needed.');
  note.className = 'note';
  const parts = [note];
  if (operation.parameters) {
    parts.push(element('p', 'Parameters: ' + operation.parameters.map((p) => `${p.name} (${p.in})`).join(', ')));
  }
  for (const [type, content] of Object.entries(operation.requestBody?.content ?? {})) {
    parts.push(element('p', `Body, ${type}:`));
    parts.push(element('pre', JSON.stringify(content.schema.example ?? content.schema, null, 2)));
  }
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (status !== 'default') parts.push(element('p', `Answer ${status}: ${answer.description}`));
  }
  return element('details', '', element('summary', '', verb, element('code', path), ' ' + operation.summary), ...parts);
};

const show = async () => {
  const answer = await fetch('/openapi.json');
  const contract = await answer.json();
  document.getElementById('about').textContent = contract.info.description;
  const sections = new Map();
  for (const [path, operations] of Object.entries(contract.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      const tag = operation.tags[0];
      if (!sections.has(tag)) sections.set(tag, element('section', '', element('h2', tag)));
      sections.get(tag).append(call(path, method, operation));
    }
  }
  document.getElementById('calls').append(...sections.values());
};

show();
