// The receipt: printed by a button.

document.getElementById("print").addEventListener("click", () => print());
