// Offers to explore the pictures of a page. What draws is fetched when a reader wants it, not before.
for (const button of document.querySelectorAll("button.explore")) {
  const figure = button.closest("figure");
  button.addEventListener("click", async () => {
    button.disabled = true;
    const status = button.nextElementSibling;
    status.textContent = "Loading …";
    try {
      const { open } = await import("./graphview.js");
      await open(figure, button);
      status.textContent = "";
    } catch (error) {
      console.info(error);
      status.textContent = "This could not be loaded. The picture and the list below say the same.";
    } finally {
      button.disabled = false;
    }
  });
}
if (location.hash === "#explore") document.querySelector("button.explore")?.click(); // from the frame of another page
