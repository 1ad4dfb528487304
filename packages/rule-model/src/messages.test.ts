import { textOf, withoutMarks } from './messages.ts';

describe('the words of a message', () => {
  it('are its text, or its text parts joined', () => {
    expect(textOf(' Hello. ')).toBe('Hello.');
    expect(textOf([{ type: 'text', text: 'Hello' }, { type: 'image_url' }, { type: 'text', text: 'there.' }])).toBe(
      'Hello  there.',
    );
  });

  it('are empty when it has none', () => {
    expect(textOf(null)).toBe('');
    expect(textOf(undefined)).toBe('');
  });

  it('lose the marks that only the house reads', () => {
    expect(withoutMarks('One moment. [transfer]')).toBe('One moment.');
    expect(withoutMarks('Goodbye! [hangup]')).toBe('Goodbye!');
  });
});
