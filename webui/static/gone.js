// A record that was sealed, or is not this person's to see: what was typed of it and could not be sent
// before, as when the session had ended, is not kept either.

const record = location.pathname.split("/").at(-1);
for (const key of Object.keys(sessionStorage)) {
  if (key.startsWith("sohoa-") && key.includes(record)) sessionStorage.removeItem(key);
}
