// Waits until a new scan has taken the place of a page, then shows how that went.

import { ask } from "./ask.js";

const follow = document.getElementById("replacing").dataset.follow;

async function look() {
  try {
    if ((await ask(follow)).done) {
      location.reload();
      return;
    }
  } catch {
    // Asked again below: there may be no connection just now.
  }
  setTimeout(look, 800);
}

if (follow) look();
