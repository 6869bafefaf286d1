using System.Collections;
using Hub.Wire;
using Jint.Native;
using Jint.Parser;
using Jint.Parser.Ast;
using Script = Jint.Parser.Ast.Program;

namespace Hub.Runner.Scripts;

/// <summary>
/// Goes once through a parsed script, without recursion: refuses what the engine would misread or fall over, and puts a look at the stack
/// in front of every function's body.
/// </summary>
internal sealed class ScriptTree(StackRoom room, JsValue fitToThrow, Func<Location, string> where)
{
    // An expression of this depth needs about a megabyte of stack.
    private const int Deepest = 2000;
    private readonly Stack<(SyntaxNode Node, int Depth)> _left = [];

    public void Prepare(Script script)
    {
        Add(script, 0);
        while (_left.TryPop(out var next))
        {
            if (next.Depth > Deepest)
            {
                throw new PluginException(RunFault.ScriptTooDeep, where(next.Node.Location));
            }

            Visit(next.Node, next.Depth + 1);
        }
    }

    private void Visit(SyntaxNode node, int depth)
    {
        switch (node)
        {
            case Script it: AddAll(it.Body, depth); break;
            case FunctionDeclaration it: it.Body = Guard(it.Body, depth); break;
            case FunctionExpression it: it.Body = Guard(it.Body, depth); break;
            case BlockStatement it: AddAll(it.Body, depth); break;
            case ExpressionStatement it: Add(it.Expression, depth); break;
            case VariableDeclaration it: Declare(it, depth); break;
            case IfStatement it: Add(it.Test, depth); Add(it.Consequent, depth); Add(it.Alternate, depth); break;
            case ForStatement it: Add(it.Init, depth); Add(it.Test, depth); Add(it.Update, depth); Add(it.Body, depth); break;
            case ForInStatement it: Add(it.Left, depth); Add(it.Right, depth); Add(it.Body, depth); break;
            case WhileStatement it: Add(it.Test, depth); Add(it.Body, depth); break;
            case DoWhileStatement it: Add(it.Test, depth); Add(it.Body, depth); break;
            case LabelledStatement it: Add(it.Body, depth); break;
            case ReturnStatement it: Add(it.Argument, depth); break;
            case ThrowStatement it: Add(it.Argument, depth); it.Argument = Fit(it.Argument); break;
            case SwitchStatement it: Add(it.Discriminant, depth); AddAll(it.Cases, depth); break;
            case SwitchCase it: Add(it.Test, depth); AddAll(it.Consequent, depth); break;
            case TryStatement it: Add(it.Block, depth); AddAll(it.Handlers, depth); AddAll(it.GuardedHandlers, depth); Add(it.Finalizer, depth); break;
            case CatchClause it: Add(it.Body, depth); break;
            case WithStatement it: Add(it.Object, depth); Add(it.Body, depth); break;
            default: VisitExpression(node, depth); break;
        }
    }

    private void VisitExpression(SyntaxNode node, int depth)
    {
        switch (node)
        {
            case VariableDeclarator it: Add(it.Init, depth); break;
            case ArrayExpression it: AddAll(it.Elements, depth); break;
            case ObjectExpression it: AddAll(it.Properties, depth); break;
            case Property it: Add(it.Value, depth); break;
            case AssignmentExpression it: Add(it.Left, depth); Add(it.Right, depth); break;
            case BinaryExpression it: Add(it.Left, depth); Add(it.Right, depth); break;
            case LogicalExpression it: Add(it.Left, depth); Add(it.Right, depth); break;
            case UnaryExpression it: Add(it.Argument, depth); break;
            case ConditionalExpression it: Add(it.Test, depth); Add(it.Consequent, depth); Add(it.Alternate, depth); break;
            case CallExpression it: Add(it.Callee, depth); AddAll(it.Arguments, depth); break;
            case NewExpression it: Add(it.Callee, depth); AddAll(it.Arguments, depth); break;
            case MemberExpression it: Add(it.Object, depth); Add(it.Property, depth); break;
            case SequenceExpression it: AddAll(it.Expressions, depth); break;
        }
    }

    // The parser takes let and const and the engine then treats them as var: better not at all than otherwise than written.
    private void Declare(VariableDeclaration it, int depth)
    {
        if (it.Kind != "var")
        {
            throw new PluginException(RunFault.ScriptNewer, where(it.Location));
        }

        AddAll(it.Declarations, depth);
    }

    private BlockStatement Guard(Statement body, int depth)
    {
        var block = (BlockStatement)body;
        Statement[] statements = [.. block.Body];
        AddAll(statements, depth);
        block.Body = new GuardedBody(statements, room, block.Location);
        return block;
    }

    // A literal that holds a function: the engine evaluates it to what it holds, and no script can name it.
    private CallExpression Fit(Expression thrown) => new()
    {
        Type = SyntaxNodes.CallExpression,
        Location = thrown.Location,
        Range = thrown.Range,
        Callee = new Literal { Type = SyntaxNodes.Literal, Location = thrown.Location, Cached = true, CachedValue = fitToThrow },
        Arguments = [thrown],
    };

    private void Add(SyntaxNode? node, int depth)
    {
        if (node is not null)
        {
            _left.Push((node, depth));
        }
    }

    private void AddAll(IEnumerable<SyntaxNode?>? nodes, int depth)
    {
        foreach (var node in nodes ?? [])
        {
            Add(node, depth);
        }
    }

    private sealed class GuardedBody(Statement[] statements, StackRoom room, Location at) : IEnumerable<Statement>
    {
        public IEnumerator<Statement> GetEnumerator()
        {
            room.Check(at);
            return ((IEnumerable<Statement>)statements).GetEnumerator();
        }

        IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
    }
}
