// Asks before a page is left on which something was typed and not saved. Without scripts nothing is asked.
let isTyped = false;
addEventListener('input', (event) => {
  isTyped ||= Boolean(event.target.closest('main form'));
});
addEventListener('submit', () => {
  isTyped = false;
});
addEventListener('beforeunload', (event) => {
  if (isTyped) event.preventDefault();
});
