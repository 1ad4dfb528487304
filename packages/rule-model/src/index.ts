/** A language model made of rules: chat completions messages and tools in, words and tool calls out. */
export {
  type Content,
  HANG_UP_MARK,
  type Message,
  type ToolCall,
  type ToolDefinition,
  TRANSFER_MARK,
  withoutMarks,
} from './messages.ts';
export { type ModelRequest, type RuleOptions, type RuleReply, respond } from './respond.ts';
