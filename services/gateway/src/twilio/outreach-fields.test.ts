import { readMessageReport, readText, readTry, readVerdict } from './outreach-fields.ts';

const CallSid = `CA${'1'.repeat(32)}`;
const MessageSid = `SM${'2'.repeat(32)}`;

describe('the try that a URL names', () => {
  it('is an id and a count', () => {
    const reminderId = '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa';
    expect(readTry(`${reminderId}.2`)).toEqual({ reminderId, attempt: 2 });
  });
  it.each(['', 'x.1', '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa', '3f2b8a52-0a3b-4c41-9a52-2f10a5d3c0aa.x'])(
    'is none in "%s"',
    (text) => {
      expect(readTry(text)).toBeUndefined();
    },
  );
});

describe('a verdict', () => {
  it.each([
    ['human', 'human'],
    ['machine_start', 'machine'],
    ['machine_end_beep', 'machine'],
    ['machine_end_silence', 'machine'],
    ['machine_end_other', 'machine'],
    ['fax', 'fax'],
    ['unknown', 'unknown'],
    ['something_new', 'unknown'],
  ])('%s is %s', (AnsweredBy, verdict) => {
    expect(readVerdict({ CallSid, AnsweredBy, MachineDetectionDuration: '2340' })).toEqual({
      ...{ callId: CallSid, verdict, tookMs: 2_340 },
    });
  });
  it('is none without a call', () => {
    expect(readVerdict({ AnsweredBy: 'human' })).toBeUndefined();
  });
});

describe('messages', () => {
  it('are reported with their status', () => {
    const fields = { MessageSid, MessageStatus: 'undelivered', ErrorCode: '30003' };
    expect(readMessageReport(fields)).toEqual({ sid: MessageSid, status: 'undelivered', errorCode: '30003' });
    expect(readMessageReport({ ...fields, MessageStatus: 'read' })).toBeUndefined();
  });
  it('are received with who wrote', () => {
    const fields = { MessageSid, From: '+12155550123', To: '+12155550100', Body: 'STOP' };
    expect(readText(fields)).toEqual({ sid: MessageSid, from: '+12155550123', to: '+12155550100', body: 'STOP' });
    expect(readText({ ...fields, From: '12345' })).toBeUndefined();
  });
});
