import type { EditorNode } from './field';

/** Lets people test an account from its dialog; the runtime logs in with what the dialog holds now. */
export function attachAccountTest(node: EditorNode): void {
  const button = $('#zgoda-account-test');
  button.on('click', () => {
    show(node._('dialog.testing'), '');
    button.prop('disabled', true);
    $.ajax({
      method: 'POST',
      url: `zgoda-smpp-account/${String(node['id'])}/test`,
      contentType: 'application/json',
      data: JSON.stringify(settings()),
    })
      .done(({ ok, problem }: { ok: boolean; problem: string }) =>
        show(ok ? `${node._('dialog.testOk')} ${problem}`.trim() : problem, ok ? 'zgoda-good' : 'zgoda-bad'),
      )
      .fail(() => show(node._('dialog.testFailed'), 'zgoda-bad'))
      .always(() => button.prop('disabled', false));
  });
}

function show(text: string, look: string): void {
  $('#zgoda-account-test-result').text(text).attr('class', look);
}

/** What the dialog holds, by the names of the fields. */
function settings(): Record<string, unknown> {
  const rows = $('.zgoda-dialog .zgoda-row[data-field]').toArray();
  return Object.fromEntries(
    rows.map((row) => {
      const name = String($(row).data('field'));
      const input = $(`#node-config-input-${name}`);
      return [name, input.attr('type') === 'checkbox' ? input.prop('checked') : input.val()];
    }),
  );
}
