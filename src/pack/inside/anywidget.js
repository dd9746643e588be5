// Behind the element in one module: the element as a widget of notebooks, as anywidget (https://anywidget.dev) asks for it. What
// the widget's model has under the name of an attribute becomes that, and a run's result goes to the model as `result`.

/** Shows an element of a model in `el`; returns what takes it away. */
function render({ model, el }) {
  const element = document.createElement("parallel-sum");
  const aborter = new AbortController();
  for (const name of element.constructor.observedAttributes ?? []) {
    const show = () => {
      const value = model.get(name);
      if (value == null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    };
    show();
    model.on(`change:${name}`, show);
    aborter.signal.addEventListener("abort", () => model.off(`change:${name}`, show));
  }
  element.addEventListener("parallel-sum-result", ({ detail }) => {
    model.set("result", detail);
    model.save_changes();
  });
  el.append(element);
  return () => {
    aborter.abort();
    element.remove();
  };
}

export default { render };
