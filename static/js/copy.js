// Copies what a field holds. Without this file, or where the clipboard is closed, one selects it.
for (const button of document.querySelectorAll("[data-copy]")) {
  const field = document.getElementById(button.dataset.copy);
  button.hidden = false;
  button.addEventListener("click", async () => {
    field.select();
    try {
      await navigator.clipboard.writeText(field.value);
      button.querySelector("span").textContent = "Copied";
      document.getElementById("said").textContent = "Copied";
    } catch {
      field.focus();
    }
  });
}
