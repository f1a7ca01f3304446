// A record that was sealed, or is not this person's to see: what was typed of it and could not be sent
// before, as when the session had ended, is not kept either.

const record = location.pathname.split("/").at(-1);
for (const kind of ["draft", "held"]) sessionStorage.removeItem(`sohoa-${kind}-${record}`);
