for (const one of document.querySelectorAll('input[name="lang"]')) {
  const follow = () => { if (one.checked) { document.documentElement.lang = one.id; document.title = one.dataset.title; } };
  one.addEventListener("change", follow);
  follow();
}
