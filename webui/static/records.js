// The filters of the list of records: the fields to choose from are those of the chosen type.

import { data } from "./ask.js";

const { fields, any } = data("fields-data");
const type = document.getElementById("type");
const field = document.getElementById("field");
const contains = document.getElementById("contains");

type.addEventListener("change", () => {
  const known = fields[type.value] || [];
  const options = [{ id: "", title: any }, ...known].map(({ id, title }) => new Option(title, id));
  field.replaceChildren(...options);
  field.disabled = contains.disabled = known.length === 0;
});

document.documentElement.dataset.ready = "";
